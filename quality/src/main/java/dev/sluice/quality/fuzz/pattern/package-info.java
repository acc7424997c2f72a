/**
 * Generated patterns and texts in the syntax that we share with the JDK, and the matches that the
 * JDK finds. Must not know our own search.
 */
@NullMarked
package dev.sluice.quality.fuzz.pattern;

import org.jspecify.annotations.NullMarked;
