/** The tests of the client of DLP servers that try texts. */
@NullMarked
package dev.sluice.controller.server.playground;

import org.jspecify.annotations.NullMarked;
