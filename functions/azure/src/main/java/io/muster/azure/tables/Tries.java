package io.muster.azure.tables;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** How often one call went out: the client repeats it by itself, and says nothing of it. */
final class Tries {
    private final AtomicInteger made = new AtomicInteger();

    boolean several() {
        return made.get() > 1;
    }

    /** The call, its tries counted here. */
    <T> Mono<T> count(Mono<T> call) {
        return call.contextWrite(context -> context.put(Tries.class, this));
    }

    /** Stands where each try comes by. */
    static final class Counter implements HttpPipelinePolicy {
        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
            return Mono.deferContextual(context -> {
                Optional<Tries> tries = context.getOrEmpty(Tries.class);
                tries.ifPresent(it -> it.made.incrementAndGet());
                return next.process();
            });
        }
    }
}
