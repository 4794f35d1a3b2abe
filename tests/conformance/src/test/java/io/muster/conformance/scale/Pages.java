package io.muster.conformance.scale;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.ServiceApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All pages of a query, and how long each took. */
record Pages(int items, List<Long> micros) {
    static Pages of(ServiceApi service, String path, String query, int size) {
        List<Long> micros = new ArrayList<>();
        int items = 0;
        Optional<String> token = Optional.empty();
        do {
            Call call = Call.of("POST", path + ServiceApi.VERSION)
                    .json("{\"query\":\"" + query + "\"}")
                    .with("x-ms-max-item-count", Integer.toString(size));
            Call next = token.map(it -> call.with("x-ms-continuation", it)).orElse(call);
            long began = System.nanoTime();
            Answer answer = service.authorized(next);
            micros.add((System.nanoTime() - began) / 1000);
            if (answer.status() != 200) {
                throw new AssertionError("a page was refused: " + answer);
            }
            items += answer.json().size();
            token = answer.header("x-ms-continuation");
        } while (token.isPresent());
        return new Pages(items, micros);
    }

    double medianMillis() {
        List<Long> sorted = micros.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) / 1000.0;
    }
}
