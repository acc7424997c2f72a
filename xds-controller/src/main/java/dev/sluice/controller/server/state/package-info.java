/** The last good state on disk, and how it is served while the database is unreachable. */
@NullMarked
package dev.sluice.controller.server.state;

import org.jspecify.annotations.NullMarked;
