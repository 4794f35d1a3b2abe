"""Prints the syntax trees of Bicep files as JSON: {file: {"faults": [{line, column, text}], "tree": node}}, a node being
{"type", "line", "text" if it has no children, "children"}; named nodes are told, and the word existing."""

import json
import sys

import tree_sitter
import tree_sitter_bicep


def node(it):
    children = [node(each) for each in it.children if (each.is_named or each.type == "existing") and each.type != "comment"]
    text = "" if children else it.text.decode()
    return {"type": it.type, "line": it.start_point[0] + 1, "text": text, "children": children}


def faults(it):
    if it.is_error or it.is_missing:
        yield {"line": it.start_point[0] + 1, "column": it.start_point[1] + 1, "text": it.text.decode()[:80] or it.type}
    for child in it.children:
        yield from faults(child)


def main(files):
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bicep.language()))
    trees = {}
    for file in files:
        with open(file, "rb") as source:
            root = parser.parse(source.read()).root_node
        trees[file] = {"faults": list(faults(root)), "tree": node(root)}
    json.dump(trees, sys.stdout)


main(sys.argv[1:])
