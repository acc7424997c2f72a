/**
 * The connection of a server to a Redis or Valkey that its replicas share. It must not know what is
 * stored there.
 */
@NullMarked
package dev.sluice.common.redis;

import org.jspecify.annotations.NullMarked;
