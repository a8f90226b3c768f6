"""Finding texts by the words people type: in any case, with «ё» or «е», and whatever their endings."""

import re

_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?<=\w{3})[аеиоуыэюяйьвмстх]{1,3}$")
"""At most three letters of those that endings are made of; three letters of the word stay."""
_EVERYWHERE = frozenset(
    "а без бы в вам вас ваш во вы где да для до если ещё же за и из или к как ко кто ли мне моё мои мой мочь моя мы на "
    "не нет но ну о об он от по при про с со та так такая такое такой те то тот ты у уже чем что чтобы это я "
    "какая какие какое какой".replace("ё", "е").split()
)
"""Words of questions that say nothing of what is sought."""
LONG = 8
"""Of a word so long three fifths tell enough: «аннулировали» finds «аннулирована»."""


def finds(sought: str, text: str) -> bool:
    """Tell whether every word of *sought*, but for its ending, begins a word of *text*; nothing sought is not found."""
    wanted, words = stems(sought), _words(text)
    return bool(wanted) and all(any(word.startswith(stem) for word in words) for stem in wanted)


def stems(sought: str) -> tuple[str, ...]:
    """Return what the words of *sought* begin with; words that are everywhere count only where there are no others."""
    words = _words(sought)
    telling = [word for word in words if word not in _EVERYWHERE] or words
    return tuple(word[: -(-len(word) * 3 // 5)] if len(word) >= LONG else _ENDING.sub("", word) for word in telling)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("ё", "е"))
