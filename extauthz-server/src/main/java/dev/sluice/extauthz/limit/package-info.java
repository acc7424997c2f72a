/** Counters of requests for rate limits. */
@NullMarked
package dev.sluice.extauthz.limit;

import org.jspecify.annotations.NullMarked;
