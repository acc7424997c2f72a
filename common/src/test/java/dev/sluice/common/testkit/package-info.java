/**
 * The test support of all modules: captured logs, waiting, and the architecture table. It must not
 * know any server.
 */
@NullMarked
package dev.sluice.common.testkit;

import org.jspecify.annotations.NullMarked;
