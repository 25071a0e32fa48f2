"""The markdown in which the site shows a text: the same words, with ids, anchors and links."""
