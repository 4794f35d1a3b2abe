package io.muster.core.hub;

import java.util.Optional;

/** One identity of a bulk call; an initial twin, where given, is written with it. */
public record NewIdentity(HubIdentity identity, Optional<HubTwin> initialTwin) {}
