/**
 * What the tests of all modules share: captured logs, waiting, and the architecture table. It must
 * not know any server.
 */
@NullMarked
package dev.sluice.common.testkit;

import org.jspecify.annotations.NullMarked;
