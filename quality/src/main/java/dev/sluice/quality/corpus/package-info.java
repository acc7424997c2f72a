/**
 * Texts with entities, and texts that only look so, made from a seed out of the public formats of
 * the values. Must not know the rules, the scanner or any other detector.
 */
@NullMarked
package dev.sluice.quality.corpus;

import org.jspecify.annotations.NullMarked;
