/**
 * A client of OCI registries: reads and writes blobs, manifests and referrers by digest, with
 * resumed transfers, retries and classified errors. HTTP, authentication and redirects are those of
 * the ORAS SDK, which has no resumable transfer and no fallback for registries without referrers.
 */
@NullMarked
package io.pentimento.registry.client;

import org.jspecify.annotations.NullMarked;
