/**
 * The start filter, which finds the positions where a match of some patterns may start. Text
 * without such a position costs a few operations for each byte. It must not know the result of a
 * match.
 */
@NullMarked
package dev.sluice.common.match.start;

import org.jspecify.annotations.NullMarked;
