/**
 * The parser of patterns: from the text of a pattern to a syntax tree over bytes. It must not know
 * how a tree is matched.
 */
@NullMarked
package dev.sluice.common.match.syntax;

import org.jspecify.annotations.NullMarked;
