"""What walls and error pages say, in many languages: starts of words, none of which decides alone."""

from __future__ import annotations

import re
from typing import Final

# What a browser has or lacks.
_BROWSER: Final = """
javascript | browser | ad blocker | adblock | ad-block | captcha | navigateur | navegador | браузер |
przeglądar | prohlížeč | webbläsar | nettleser | selain | tarayıcı | المتصفح | متصفح | 浏览器 | 瀏覽器 |
ブラウザ | 브라우저 | trình duyệt | ब्राउज़र | דפדפן | werbeblocker | bloqueur | bloqueador
"""
# Cookies and consent, what a paywall sells.
_THINGS: Final = f"""{_BROWSER} |
cookie | your consent | gdpr | your privacy | our partners | einwilligung | datenschutz | consentement |
confidentialité | consentimiento | privacidad | consentimento | consenso | prywatności | zgod | куки |
файлы cookie | конфиденциальн | согласи | çerez | gizlilik | ملفات تعريف | الخصوصية | 隐私 | 隱私 | 同意 |
クッキー | プライバシー | 쿠키 | 개인정보 | toestemming | samtyck | samtykke | evästei | souhlas | soubory |
subscri |
your account | an account | subscriber account | free articles | full article | full story | this article |
abonn | abonnement | artikel | konto | weiterlesen | cet article | compte | suscri | suscrip | este artículo |
assinatura | assinante | este artigo | abbona | questo articolo | subskry | prenumer | ten artykuł | подписк |
подписчик | эту статью | předplat | abone | bu haber | اشترا | المقال | 订阅 | 訂閱 | 本文 | 会员 | 會員 |
会員 | 有料 | 記事 | 구독 | 회원 | 기사 | đăng ký | bài viết | सदस्यता | מנוי | συνδρομ | tilaa | tilauks
"""
_ACTS: Final = """
accept | agree | allow | enable | disable | turn on | turn off | log in | login | sign in | sign up |
subscribe | register | continue | reload | verify | manage | reject | unlock | switch off | become a |
akzeptier | zustimm | aktivier | deaktivier | anmelden | einloggen | registrier | abonnier | ablehn |
weiterlesen | weiter zu | verwalten | lesen sie | jetzt testen | accepte | activer | activez | désactiv |
connectez | inscri | abonnez | continuer | poursuiv | refus | aceptar | acepta | active | activar | desactiv |
inicia | regístr | suscríb | continuar | rechaz | aceitar | aceite | ativ | entre na | assine | accett |
attiva | disattiva | accedi | registr | abbonati | rifiuta | zaloguj | włącz | wyłącz | akcept | zgadzam |
прим | согла | включ | отключ | войдите | войти | оформ | зарегистр | подпиш | продолж | kabul | etkinleştir |
giriş yap | üye ol | abone ol | devam | povol | přihla | přijm | souhlas | aktiver | godkänn | logga in |
logg inn | log ind | accepter | fortsätt | accepteer | inloggen | schakel | hyväksy | kirjaudu | تفعيل | قبول |
موافق | تسجيل | اشترك | للمتابعة | 接受 | 启用 | 啟用 | 登录 | 登錄 | 登入 | 注册 | 註冊 | 继续 | 繼續 | 有効 |
ログイン | 登録 | 続き | 同意 | 로그인 | 가입 | 활성화 | 동의 | 계속 | chấp nhận | đăng nhập | bật | लॉग इन |
स्वीकार | सक्षम | התחבר | אפשר | συνδεθ | αποδοχ | ενεργοποι
"""
_ERRORS: Final = """
page not found | 404 not found | error 404 | 404 error | 403 forbidden | access denied | bad gateway |
service unavailable | gateway time | internal server error | are you a robot | you are human | not a robot |
checking your browser | just a moment | ray id | unusual traffic | could not be found | cannot be displayed |
no longer available | nicht gefunden | zugriff verweigert | nicht verfügbar | fehler 404 | page introuvable |
accès refusé | erreur 404 | n'existe pas | n’existe pas | página no encontrada | no se ha encontrado |
acceso denegado | página não encontrada | não foi encontrada | pagina non trovata | non è disponibile |
страница не найдена | ошибка 404 | доступ запрещ | nie znaleziono | nie została znaleziona |
stránka nenalezena | nebyla nalezena | sayfa bulunamadı | sidan kunde inte hittas | siden finnes ikke |
siden blev ikke fundet | pagina niet gevonden | sivua ei löyt | الصفحة غير موجودة | 页面不存在 | 找不到页面 |
找不到頁面 | 页面未找到 | ページが見つかりません | 見つかりませんでした | 페이지를 찾을 수 없 |
không tìm thấy trang | पेज नहीं मिला | הדף לא נמצא | η σελίδα δεν βρέθηκε
"""
_READ_ON: Final = """
continue reading | to continue | keep reading | read the full | read the rest | already a subscriber |
weiterlesen | weiterzulesen | ganzen artikel | vollständigen artikel | poursuivre | lire la suite |
il vous reste | déjà abonné | seguir leyendo | continuar leyendo | continuar lendo | continuar a ler |
per continuare | continua a leggere | czytaj dalej | dalszy ciąg | pozostało | читать далее |
чтобы продолжить | продолжить чтение | pokračovat ve čtení | devamını oku | okumaya devam | läs vidare |
läsa vidare | les videre | læs videre | verder lezen | lees verder | jatka lukemista | لمتابعة القراءة |
لمواصلة القراءة | 继续阅读 | 阅读全文 | 繼續閱讀 | 続きを読む | 続きは | 残り | 계속 읽 | 전문을 보 |
đọc tiếp | आगे पढ़ | להמשך קריאה | για να συνεχίσετε
"""
MAX_CREDIT: Final = 100
"""Characters of a credit that starts with a letter, at most: the longest label, white space, and who it names."""
CREDITS: Final = re.compile(
    r"[\W\d_]*(?:photos?|pictures?|images?|credit|fotos?|bild(?:er)?|quelle|crédit|imagen|imagem|immagine|фото|zdjęcie"
    r"|fotoğraf|kuva|foto av|صورة|الصورة|图片|图|圖|写真|画像|사진|ảnh|תמונה|φωτογραφία)\s{0,9}[:：/|©-].{0,60}"
    r"|\W*(?:©|\(c\)).{0,60}",
    re.I,
)
"""What a line that credits a picture looks like."""

UNSPACED: Final = "\u0e00"
"""Words that start with this or a later character are of scripts without spaces, in all of the tables."""


def _words(table: str) -> list[str]:
    return [" ".join(word.split()) for word in table.split("|")]


def _pattern(table: str) -> re.Pattern[str]:
    """Return what finds any word of a table at the start of a word; in scripts without spaces they stand anywhere."""
    words = [re.escape(word) for word in _words(table)]
    spaced = [word for word in words if word[0] < UNSPACED]
    unspaced = [word for word in words if word[0] >= UNSPACED]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})|{'|'.join(unspaced)}", re.I)


BROWSER: Final = _pattern(_BROWSER)
THINGS: Final = _pattern(_THINGS)
"""What a site asks about: cookies, scripts, subscriptions."""
TELLING: Final = tuple(_words(_THINGS) + _words(_ERRORS))
"""Words of which every text that is no article has at least one: those of `THINGS` and of `ERRORS`."""
ACTS: Final = _pattern(_ACTS)
"""What a site asks for: to accept, to enable, to log in."""
ERRORS: Final = _pattern(_ERRORS)
READ_ON: Final = _pattern(_READ_ON)
"""What stands where a paywall cuts a text off."""
