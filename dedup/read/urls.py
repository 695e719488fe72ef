"""Addresses: whose page one is, and which of them are one page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

# trafilatura takes one of two slashes out of the address inside.
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(https?):/{1,2}(?=[^/])", re.I)
_WWW = re.compile(r"^www[0-9]*\.")
# Prefixes of hosts that show the same pages for other devices.
_DEVICE = re.compile(r"^(?:www\d?|m|mobile|amp|touch|wap)\.(?=[^.]+\.)", re.I)
_AMP_PATH = re.compile(r"(?:/amp(?:/index\.html)?|\.amp(?:\.html?)?)$|^/amp(?=/)", re.I)
_AMP_QUERY = re.compile(r"(?:^|&)(?:amp(?:=[^&]*)?|outputtype=amp|mobile=1|m=1)(?=&|$)", re.I)


def registered_domain(host: str) -> str:
    """Return the registered domain of a host; the host itself where its ending is no public suffix.

    >>> [registered_domain(host) for host in ("edition.example.com", "news.example.co.uk", "me.blogspot.com", "a.test")]
    ['example.com', 'example.co.uk', 'me.blogspot.com', 'a.test']
    """
    return _registered_domain(host) if host else ""


# A corpus has few hosts.
@lru_cache(maxsize=1 << 14)
def _registered_domain(host: str) -> str:
    from tld import get_tld  # as `courlan.extract_domain` does; to import that takes 0.1 s more

    found: Any = get_tld(f"https://{host}/", as_object=True, fail_silently=True)
    return (_WWW.sub("", found.fld) if found else "") or host


def joined(base: str, url: str) -> str:
    """Return the address that `url`, where it has no host of its own, means on the page `base`.

    >>> joined("https://post.example/news", "/pier"), joined("/", "/pier"), joined("https://post.example/", "")
    ('https://post.example/pier', '/pier', '')
    """
    try:
        return urljoin(base, url) if url and not urlsplit(url).scheme else url
    except ValueError:  # one of them is not an address, such as "http://[a"
        return url


def unarchived(url: str) -> str:
    """Return the address of the page that the Wayback Machine shows at `url`, else `url`.

    >>> unarchived("https://web.archive.org/web/20310304090500/https:/post.example/pier")
    'https://post.example/pier'
    """
    return _ARCHIVED.sub(r"\1://", url)


def page_key(url: str) -> str:
    """Return a key that all addresses of a page share: with tracking parameters or without, AMP, mobile, archived.

    >>> page_key("http://m.example.com/a/amp/?utm_source=x#top") == page_key("https://www.example.com/a")
    True
    >>> page_key("https://example.com/?id=1") == page_key("https://example.com/?id=2")
    False
    """
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(unarchived(url)))
        host = parts.hostname or ""
    except ValueError:  # not an address, such as "http://[a"
        return url
    path = _AMP_PATH.sub("", parts.path.rstrip("/")).rstrip("/")
    query = _AMP_QUERY.sub("", parts.query).strip("&")
    return f"{_DEVICE.sub('', host.lower())}{path}" + (f"?{query}" if query else "")
