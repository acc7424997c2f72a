/**
 * The cache of responses that replicas share in Redis or Valkey, encrypted. It must not know which
 * responses may be stored.
 */
@NullMarked
package dev.sluice.extproc.cache.shared;

import org.jspecify.annotations.NullMarked;
