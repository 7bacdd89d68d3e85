package io.pentimento.server.inference;

import java.util.List;

/** What the protocol tells of a server, in the form of its JSON. */
public record ServerMetadata(String name, String version, List<String> extensions) {}
