package io.muster.azure.tables;

import java.util.Optional;
import java.util.function.Supplier;

/** Made on first use and then kept; a failure to make it is not kept. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile Optional<T> made = Optional.empty();

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        return made.orElseGet(this::make);
    }

    private synchronized T make() {
        if (made.isEmpty()) {
            made = Optional.of(maker.get());
        }
        return made.orElseThrow();
    }

    void forget() {
        made = Optional.empty();
    }
}
