/** The client of DLP servers that try texts. Must not know HTTP and pages. */
@NullMarked
package dev.sluice.controller.server.playground;

import org.jspecify.annotations.NullMarked;
