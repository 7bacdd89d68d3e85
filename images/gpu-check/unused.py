"""Lists the files that jlink excludes from two modules: unused.py JIMAGE-LISTING

Windows, sound, printing, XSLT and XPath. One class of each package is kept, because a module's exported packages must exist.
"""

import re
import sys

UNUSED = re.compile(
    "/java.desktop/(javax/swing|sun/swing|com/sun/java/swing|com/sun/media/sound|javax/sound|sun/awt/X11|sun/print"
    "|javax/print)/"
    "|/java.xml/com/sun/org/apache/(xalan|bcel|xpath|xml/internal/dtm)/"
)


def resources(listing):
    """Paths in jlink's form, from the output of `jimage list`."""
    module = None
    for line in listing:
        if line.startswith("Module: "):
            module = line.split()[1]
        elif line.startswith("    ") and module:
            yield f"/{module}/{line.strip()}"


def main(path):
    kept = set()
    with open(path, encoding="utf-8") as listing:
        for resource in resources(listing):
            package = resource.rsplit("/", 1)[0]
            if resource.endswith(".class") and UNUSED.match(resource):
                if package in kept:
                    print(resource)
                kept.add(package)


if __name__ == "__main__":
    main(sys.argv[1])
