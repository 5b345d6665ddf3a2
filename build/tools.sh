# Sourced by the Makefile: sets JAVA_HOME to a JDK that can build and run this, and MVN to Maven; or says in one
# sentence what to install, and ends the shell. JAVA_HOME wins if it is good enough, then the `java` of the PATH, then
# the newest JDK in the usual places. Works with the bash 3.2 of macOS.

oldest_release=21

# The modules that become images, with commas between: those that use Jib.
SERVICES=$(grep -l quarkus-container-image-jib */pom.xml | sed 's|/pom.xml||' | paste -s -d , -)

# The release (21, 25, ...) of the JDK in the folder $1; nothing if there is no JDK.
jdk_release() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'
  fi
}

good_enough() {
  local release
  release=$(jdk_release "$1")
  [ -n "$release" ] && [ "$release" -ge "$oldest_release" ]
}

jdk_of_the_path() {
  command -v javac > /dev/null || return 0
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

newest_jdk_of_the_usual_places() {
  local home release best='' best_release=$((oldest_release - 1))
  for home in /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    release=$(jdk_release "$home")
    if [ -n "$release" ] && [ "$release" -gt "$best_release" ]; then
      best=$home
      best_release=$release
    fi
  done
  echo "$best"
}

find_jdk() {
  good_enough "${JAVA_HOME:-}" && return
  JAVA_HOME=$(jdk_of_the_path)
  good_enough "$JAVA_HOME" && return
  JAVA_HOME=$(newest_jdk_of_the_usual_places)
  [ -n "$JAVA_HOME" ]
}

find_maven() {
  for MVN in "$(command -v mvn)" "$HOME/.sdkman/candidates/maven/current/bin/mvn" /opt/*maven*/bin/mvn \
    /opt/homebrew/bin/mvn; do
    [ -x "$MVN" ] && return
  done
  return 1
}

find_jdk || { echo "Tiffin needs a JDK of release $oldest_release or newer: install one, or point JAVA_HOME at it." >&2; exit 1; }
find_maven || { echo "Tiffin needs Maven 3.8.7 or newer: install it, so that \`mvn\` is on the PATH." >&2; exit 1; }

# Maven's own libraries use what JDKs from 23 on warn of, four lines each time; its users cannot help it.
if [ "$(jdk_release "$JAVA_HOME")" -ge 23 ]; then
  MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
fi
export JAVA_HOME MVN MAVEN_OPTS
