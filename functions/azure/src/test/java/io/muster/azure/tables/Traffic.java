package io.muster.azure.tables;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Writes down each try of each call as {@code VERB table}, and spoils calls when told to. */
final class Traffic implements HttpPipelinePolicy {
    private static final Pattern TABLE = Pattern.compile("/muster/([$\\w]+)");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicBoolean loseAnswer = new AtomicBoolean();

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        Matcher path = TABLE.matcher(context.getHttpRequest().getUrl().getPath());
        String call = context.getHttpRequest().getHttpMethod() + " " + (path.find() ? path.group(1) : "?");
        calls.add(call);
        Runnable action = actions.remove(call);
        if (action != null) {
            action.run();
        }
        if (down.get() || refused.contains(call)) {
            return Mono.error(new IOException("the store is down"));
        }
        if (loseAnswer.getAndSet(false)) {
            return next.process().flatMap(answer -> {
                answer.close();
                return Mono.error(new IOException("the answer is lost"));
            });
        }
        return next.process();
    }

    /** The calls since the last look, sorted. */
    List<String> taken() {
        List<String> taken = calls.stream().sorted().toList();
        calls.clear();
        return taken;
    }

    void down(boolean isDown) {
        down.set(isDown);
    }

    /** Calls such as {@code POST devices} do not reach the store from now on. */
    void refuse(String call) {
        refused.add(call);
    }

    /** Lets all through again. */
    void allow() {
        refused.clear();
    }

    /** Something that others do just before the next such call goes out. */
    void beforeNext(String call, Runnable action) {
        actions.put(call, action);
    }

    /** The next call reaches the store, its answer does not come back. */
    void loseNextAnswer() {
        loseAnswer.set(true);
    }
}
