/**
 * Container images of the programs, from the files of the archive. It knows files and names only,
 * never a class of a server.
 */
@NullMarked
package dev.sluice.packaging;

import org.jspecify.annotations.NullMarked;
