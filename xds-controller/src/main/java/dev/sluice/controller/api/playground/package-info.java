/**
 * The operations that try the DLP rules of a server with a text. Must not know how servers are
 * called, and stores and logs nothing.
 */
@NullMarked
package dev.sluice.controller.api.playground;

import org.jspecify.annotations.NullMarked;
