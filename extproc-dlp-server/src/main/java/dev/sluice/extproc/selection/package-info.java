/**
 * The choice of a language model by the body of a request: the name in the body is found, looked up
 * and replaced by that of the backend. It must not know how bodies leave or where they go.
 */
@NullMarked
package dev.sluice.extproc.selection;

import org.jspecify.annotations.NullMarked;
