package io.muster.local.fleet;

import java.io.IOException;

/** A fleet as lines, piece by piece. */
interface LineSource {
    /** Which service, and what of it: a download goes on only with what it was begun with. */
    String name();

    String start();

    /** The piece at a place; asked for again, the lines that stand there then. */
    Piece piece(String place) throws IOException;
}
