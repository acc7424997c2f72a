/** Counters of rate limits that replicas share in Redis or Valkey. */
@NullMarked
package dev.sluice.extauthz.limit.shared;

import org.jspecify.annotations.NullMarked;
