/**
 * Compiled patterns: a pattern with its own automaton, and the facts that make its search cheap,
 * such as a required byte, a prefix that is matched backwards and the longest match. It must not
 * know how a text arrives.
 */
@NullMarked
package dev.sluice.common.match.pattern;

import org.jspecify.annotations.NullMarked;
