/**
 * Translators of listeners and their HTTP connection manager: early headers, access log, local
 * replies and tracing.
 */
@NullMarked
package dev.sluice.controller.xds.listener;

import org.jspecify.annotations.NullMarked;
