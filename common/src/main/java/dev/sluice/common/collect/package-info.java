/**
 * Immutable collections whose changed copies share what did not change. It must not know what is
 * kept in them.
 */
@NullMarked
package dev.sluice.common.collect;

import org.jspecify.annotations.NullMarked;
