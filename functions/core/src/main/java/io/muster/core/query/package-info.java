/** The query language of the service API: text in, a condition over rows out; docs/query.md is its manual. */
@NullMarked
package io.muster.core.query;

import org.jspecify.annotations.NullMarked;
