package io.muster.local.fleet;

import java.io.IOException;

/** What a Muster exports (its own call, which no DPS has). */
final class ExportSource implements LineSource {
    private static final int PAGE = 500;

    private final ServiceClient service;
    private final String target;

    ExportSource(ServiceClient service, boolean keys, boolean records) {
        this.service = service;
        this.target = "/muster/export?keys=" + keys + "&records=" + records;
    }

    @Override
    public String name() {
        return service.host() + target;
    }

    @Override
    public String start() {
        return "";
    }

    @Override
    public Piece piece(String place) throws IOException {
        Ask ask = Ask.of("GET", target).page(PAGE, place);
        Answer answer = service.send(ask, ExportSource::requireWholeLines).orThrow(ask);
        return new Piece(answer.body(), "", answer.continuation());
    }

    private static void requireWholeLines(Answer answer) throws IOException {
        if (!answer.body().isEmpty() && !answer.body().endsWith("\n")) {
            throw new IOException("a page that ends within a line");
        }
    }
}
