/**
 * The finite automata over bytes: from syntax trees to a non-deterministic automaton and from there
 * to one table-driven deterministic automaton, within a limit of work and memory. It must not know
 * which text is searched.
 */
@NullMarked
package dev.sluice.common.match.automaton;

import org.jspecify.annotations.NullMarked;
