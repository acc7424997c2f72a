/**
 * Compiled patterns, each with its own automaton and facts that make its search cheap: a required
 * byte, a prefix that is matched backwards, the longest match. It must not know how a text arrives.
 */
@NullMarked
package dev.sluice.common.match.pattern;

import org.jspecify.annotations.NullMarked;
