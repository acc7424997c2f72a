/**
 * Turns what was decided about an exchange into ext_proc messages: header answers, bodies in the
 * configured mode, refusals in the client's dialect, and the metadata for the access log. It must
 * not know why something was decided, nor how a stream runs.
 */
@NullMarked
package dev.sluice.extproc.response;

import org.jspecify.annotations.NullMarked;
