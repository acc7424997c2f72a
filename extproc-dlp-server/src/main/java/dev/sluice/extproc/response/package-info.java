/**
 * The ext_proc messages of this server: answers to headers, bodies in the configured mode, errors
 * in the client's dialect, and the metadata for the access log. It must not know the reasons for a
 * decision or how a stream runs.
 */
@NullMarked
package dev.sluice.extproc.response;

import org.jspecify.annotations.NullMarked;
