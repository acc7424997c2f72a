/**
 * What stands in a body in place of what was found: masks, and the list of changes to raw bytes. It
 * must not know rules or how matches are found.
 */
@NullMarked
package dev.sluice.extproc.rewriter;

import org.jspecify.annotations.NullMarked;
