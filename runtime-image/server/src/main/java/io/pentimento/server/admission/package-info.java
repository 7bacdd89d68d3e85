/**
 * Decides what the server has room for: from the head of a request, whether there is a place and
 * memory for its body, and from the header of an image, whether there is memory to restore it.
 */
package io.pentimento.server.admission;
