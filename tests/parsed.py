"""HTML parsed as browsers parse it: tags, found by CSS selectors. In C, for pages are many."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Tag:
    """An element of a page. node: the parser's own. name: in small letters."""

    def __init__(self, node: LexborNode):
        self.node = node
        self.name = str(node.tag)

    def __getitem__(self, attribute: str) -> str:
        """Value of an attribute that must be there."""
        return self.node.attributes[attribute] or ""

    def __str__(self) -> str:
        """Its HTML."""
        return self.node.html or ""

    def get(self, attribute: str, default: str = "") -> str:
        """Value of an attribute, or what stands for one that is not there."""
        return self[attribute] if self.has_attr(attribute) else default

    def has_attr(self, attribute: str) -> bool:
        """Whether it has an attribute, be it empty."""
        return attribute in self.node.attributes

    @property
    def attributes(self) -> list[str]:
        """Names of its attributes."""
        return list(self.node.attributes)

    def select(self, selector: str) -> list["Tag"]:
        """Every tag in it that matches, in the order of the page."""
        return [Tag(node) for node in self.node.css(selector)]

    def select_one(self, selector: str) -> "Tag | None":
        """The first tag in it that matches."""
        node = self.node.css_first(selector)
        return None if node is None else Tag(node)

    def closest(self, selector: str) -> "Tag | None":
        """The nearest tag around it that matches."""
        around = self.node.parent
        while around is not None and not around.css_matches(selector):
            around = around.parent
        return None if around is None else Tag(around)

    def every_tag(self) -> Iterator["Tag"]:
        """All tags in it, in the order of the page."""
        return (Tag(node) for node in self.node.traverse())

    def remove(self) -> None:
        """Take it out of its page."""
        self.node.decompose()

    @property
    def text(self) -> str:
        """All text in it, as it stands."""
        return self.get_text()

    def get_text(self, between: str = "") -> str:
        """All text in it, with something between the texts of its parts."""
        return self.node.text(separator=between)


def parsed(html: str) -> Tag:
    """The outermost tag of a text of HTML."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return Tag(root)
