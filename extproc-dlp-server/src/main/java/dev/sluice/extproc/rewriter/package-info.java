/**
 * The replacements of findings: masks, hashes, reversible tokens, and the list of edits to raw
 * bytes. It must not know rules or how matches are found.
 */
@NullMarked
package dev.sluice.extproc.rewriter;

import org.jspecify.annotations.NullMarked;
