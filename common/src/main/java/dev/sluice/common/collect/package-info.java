/**
 * Immutable collections whose changed copies share the unchanged part. It must not know the stored
 * values.
 */
@NullMarked
package dev.sluice.common.collect;

import org.jspecify.annotations.NullMarked;
