/** The tests of the client of an external recognizer, with a real HTTP server. */
@NullMarked
package dev.sluice.extproc.external;

import org.jspecify.annotations.NullMarked;
