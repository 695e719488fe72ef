"""The exports of databases that libraries subscribe to, as text, HTML, RTF, Word documents and XML."""
