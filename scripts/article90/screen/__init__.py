"""What people read on a terminal: tables, cards and lists, made of what `answers` gives."""

from .card import card as card
from .console import View as View
from .console import note as note
from .console import write as write
from .link import linked as linked
from .link import progress as progress
from .lists import all_answers as all_answers
from .lists import guess as guess
from .lists import listed_questions as listed_questions
from .lists import meanings as meanings
from .lists import otherwise as otherwise
from .lists import outside as outside
from .lists import questions as questions
from .lists import searched as searched
from .lists import things as things
from .reply import answer as answer
from .reply import markdown as markdown
