/** The service's own description, as those who manage it see it: linked hubs, allocation policy, shared access policies. */
@NullMarked
package io.muster.core.service;

import org.jspecify.annotations.NullMarked;
