package io.muster.core.identity;

/** A JSON value in its text form, known to be well-formed by whoever made it: the rules carry it and never look inside. */
public record JsonText(String text) {}
