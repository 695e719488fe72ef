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
# Cookies and consent, what a paywall sells. Words that news uses every day stand with what makes them the site's: its
# member states, accounts and consent are many.
_THINGS: Final = f"""{_BROWSER} |
cookie | your consent | gdpr | your privacy | ihre einwilligung | ihrer einwilligung | deine einwilligung |
deiner einwilligung | datenschutz | votre consentement | confidentialité | su consentimiento | tu consentimiento |
privacidad | seu consentimento | teu consentimento | il tuo consenso | il suo consenso | il vostro consenso |
prywatności | twoja zgoda | twojej zgod | twoją zgod | swoją zgod | куки | ваше согласи | вашего согласи |
политика конфиденциальн | политики конфиденциальн | политикой конфиденциальн | çerez | gizlilik | ملفات تعريف |
الخصوصية | 隐私 | 隱私 | 您同意 | 您的同意 | クッキー | プライバシー | 쿠키 | 개인정보 | uw toestemming |
je toestemming | jouw toestemming | ditt samtyck | ditt samtykke | dit samtykke | evästei | váš souhlas |
vašeho souhlas | vaším souhlas | subscribe to | subscribe now | subscribe for | subscribe today | subscribe or |
subscribe and | please subscribe | subscription | a subscriber | subscribers only | for subscribers |
our subscribers | your account | subscriber account | create an account | free account | free articles |
full article | full story | this article | abonn | diesen artikel | dieser artikel | ganzen artikel |
vollständigen artikel | ihr konto | dein konto | kundenkonto | benutzerkonto | weiterlesen | cet article |
votre compte | mon compte | un compte | suscríb | suscriptor | tu suscripci | su suscripci | este artículo |
assinante | sua assinatura | este artigo | abbona | questo articolo | subskry | prenumer | ten artykuł |
tego artykułu | twoje konto | swoje konto | załóż konto | подписк | подписчик | эту статью | předplat | abone |
bu haberin | اشتراك | المقال | 订阅 | 訂閱 | 本文 | 会员专享 | 会员登录 | 成为会员 | 付费会员 | 开通会员 |
會員專享 | 成為會員 | 付費會員 | 有料 | 会員限定 | 会員登録 | この記事 | 구독 | 유료 회원 | 유료회원 | 회원 전용 |
회원전용 | 회원가입 | 기사 전문 | 기사를 계속 | đăng ký tài khoản | đăng ký thành viên | bài viết | सदस्यता लें |
आपकी सदस्यता | מנוי | συνδρομ | tilaaja | tilauks | dit artikel | deze artikel | denne artikel | denna artikel |
ditt konto | din konto
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
# A page, or what was asked for, is not there; a ferry that is no longer available is news.
_ERRORS: Final = """
page not found | 404 not found | error 404 | 404 error | error 403 | 403 forbidden | error 500 | error 502 |
error 503 | bad gateway | gateway time | internal server error | are you a robot | you are human | not a robot |
checking your browser | ray id | unusual traffic | page could not be found | page cannot be found |
page you requested | page you are looking for | page you're looking for | page you’re looking for | requested page |
page cannot be displayed | page can not be displayed | page is no longer available |
article is no longer available | content is no longer available | story is no longer available |
seite nicht gefunden | seite wurde nicht gefunden | seite konnte nicht gefunden | angeforderte seite |
gewünschte seite | seite ist nicht verfügbar | seite ist nicht mehr verfügbar | inhalt ist nicht verfügbar |
inhalt ist nicht mehr verfügbar | artikel ist nicht mehr verfügbar | fehler 404 | page introuvable | page n'existe |
page n’existe | page demandée | erreur 404 | página no encontrada | página no existe | página solicitada |
página que busca | no se ha encontrado la página | página não encontrada | página não foi encontrada |
página não existe | pagina non trovata | pagina non è disponibile | pagina richiesta | contenuto non è disponibile |
страница не найдена | страница не существует | ошибка 404 | strona nie została znaleziona | strona nie istnieje |
nie znaleziono strony | stránka nenalezena | stránka nebyla nalezena | stránka neexistuje | sayfa bulunamadı |
sidan kunde inte hittas | siden finnes ikke | siden blev ikke fundet | pagina niet gevonden | sivua ei löyt |
الصفحة غير موجودة | 页面不存在 | 找不到页面 | 找不到頁面 | 页面未找到 | ページが見つかりません |
ページは見つかりません | 페이지를 찾을 수 없 | không tìm thấy trang | पेज नहीं मिला | הדף לא נמצא |
η σελίδα δεν βρέθηκε
"""
# What an error page says without naming the page: only where hardly a word stands beside it.
_BARE_ERRORS: Final = """
access denied | service unavailable | just a moment | could not be found | cannot be displayed | no longer available |
nicht gefunden | nicht verfügbar | zugriff verweigert | accès refusé | n'existe pas | n’existe pas | acceso denegado |
no se ha encontrado | acesso negado | não foi encontrada | accesso negato | non è disponibile | доступ запрещ |
nie znaleziono | nie została znaleziona | nebyla nalezena | 見つかりませんでした
"""
_READ_ON: Final = """
continue reading | subscribe to continue | sign in to continue | log in to continue | register to continue |
sign up to continue | account to continue | keep reading | read the full article | read the full story |
read the full text | read the rest of | already a subscriber | weiterlesen | weiterzulesen | ganzen artikel lesen |
vollständigen artikel lesen | artikel vollständig lesen | poursuivre la lecture | poursuivre votre lecture |
poursuivez votre lecture | lire la suite | il vous reste | déjà abonné | seguir leyendo | continuar leyendo |
continuar lendo | continuar a ler | per continuare a leggere | continua a leggere | czytaj dalej | czytać dalej |
do końca artykułu | читать далее | чтобы продолжить чтение | продолжить чтение | pokračovat ve čtení |
devamını oku | okumaya devam | läs vidare | läsa vidare | les videre | læs videre | verder lezen | lees verder |
jatka lukemista | لمتابعة القراءة | لمواصلة القراءة | 继续阅读 | 阅读全文 | 繼續閱讀 | 続きを読む | 続きは |
残り文字数 | 계속 읽 | 전문을 보 | đọc tiếp | आगे पढ़ | להמשך קריאה | για να συνεχίσετε
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
TELLING: Final = tuple(_words(_THINGS) + _words(_ERRORS) + _words(_BARE_ERRORS))
"""Words of which every text that is no article has at least one: those of `THINGS`, `ERRORS` and `BARE_ERRORS`."""
ACTS: Final = _pattern(_ACTS)
"""What a site asks for: to accept, to enable, to log in."""
ERRORS: Final = _pattern(_ERRORS)
BARE_ERRORS: Final = _pattern(_BARE_ERRORS)
"""What tells an error where hardly a word stands beside it."""
READ_ON: Final = _pattern(_READ_ON)
"""What stands where a paywall cuts a text off."""
