// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fuzz/Fuzz.h"
#include "tests/support/TestPhone.h"

#include <filesystem>
#include <map>
#include <memory>

namespace linli::test {

/// An operation that somebody might make. Ids in it are names (nameOf).
struct Example {
    char who = 'w'; ///< a person of World
    std::string kind;
    std::string facts;
    std::string content;
    std::string makes; ///< the name that the thing it makes has in the world; empty: the world is without it
};
/// At least one for each kind, each accepted where its turn comes.
[[nodiscard]] std::vector<Example> examples(Timestamp now);

/// 16 letters that stand for an id: "<plan1--------->".
[[nodiscard]] std::string nameOf(std::string_view thing);

/// A founded neighbourhood with people of every role and one of everything, on a hub and on everybody's phone.
///
/// People: a admin, w worker, p property, c captain of JY-1, t treasurer, u auditor, r and s residents.
/// Names: member-a and device-a for each of them, and what the examples make.
/// Threads: one. The folder goes away with it.
class World {
public:
    World();
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    [[nodiscard]] TestHub& hub() { return *m_hub; }
    [[nodiscard]] TestPhone& phone(char who);
    [[nodiscard]] static bool isPerson(char who) { return people.contains(who); }
    /// The bytes with real ids in place of names.
    [[nodiscard]] Bytes named(ByteView bytes) const;
    /// Signs what this person's phone would send next; the phone does not hear of it.
    [[nodiscard]] log::SignedOperation sign(char who, std::string_view kind, ByteView facts, ByteView content,
                                            const log::Audience& audience);
    [[nodiscard]] std::filesystem::path folder(const std::string& name);

    static constexpr std::string_view people = "awpcturs";

private:
    void join(char who, const std::string& invite);
    void joinAll();
    void makeEverything();

    std::filesystem::path m_folder;
    std::unique_ptr<TestHub> m_hub;
    std::map<char, std::unique_ptr<TestPhone>> m_phones;
    std::map<std::string, std::string> m_ids; ///< by name
};

} // namespace linli::test
