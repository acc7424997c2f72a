/**
 * The start filter: for each position of a text, the groups of patterns of which a match may start
 * there, so that text without a start costs a few operations a byte. It must not know what a match
 * leads to.
 */
@NullMarked
package dev.sluice.common.match.start;

import org.jspecify.annotations.NullMarked;
