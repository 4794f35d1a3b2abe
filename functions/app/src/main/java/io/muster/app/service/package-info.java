/** The service API. */
@NullMarked
package io.muster.app.service;

import org.jspecify.annotations.NullMarked;
