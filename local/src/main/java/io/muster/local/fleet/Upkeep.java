package io.muster.local.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** What a moved fleet needs once: old data listed, and imported assignments let go of. */
final class Upkeep {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceClient service;

    Upkeep(ServiceClient service) {
        this.service = service;
    }

    /** Calls until everything is mended; how many calls that took. */
    int mend() throws IOException {
        Ask ask = Ask.of("POST", "/muster/mend").json("{}");
        int calls = 0;
        Optional<String> place = Optional.of("");
        while (place.isPresent()) {
            Ask page = ask.from(place.get());
            place = service.send(page).orThrow(page).continuation();
            calls++;
        }
        return calls;
    }

    /** Lets go of this share of a group's imported assignments, or of those of individual enrollments. */
    void release(Optional<String> group, int percent) throws IOException {
        String target =
                "/muster/releases" + group.map(id -> "/" + DpsApi.encoded(id)).orElse("");
        Ask ask = Ask.of("PUT", target)
                .json(JSON.createObjectNode().put("percent", percent).toString());
        Answer unused = service.send(ask).orThrow(ask);
    }
}
