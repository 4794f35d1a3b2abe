package io.muster.local.hub.registry;

/** What a caller asks a module to be. */
record ModuleSpec(ModuleId id, String managedBy, Authentication authentication) {}
