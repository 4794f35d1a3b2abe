/** Calls to one service, service API and management API alike. */
@NullMarked
package io.muster.fleet.service;

import org.jspecify.annotations.NullMarked;
